package org.followthrough.webhooks;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.followthrough.audit.Recorded;
import org.followthrough.database.Json;
import org.followthrough.identity.Actor;
import org.followthrough.web.SiteAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes down what is to be told, as a part of the change that it tells of: what isn't
 * committed is told to nobody, and what is reaches everybody who listens.
 */
@Component
class Events {

	private final Heard heard;

	private final WebhookMapper rows;

	private final SiteAddress site;

	private final ApplicationEventPublisher events;

	Events(Heard heard, WebhookMapper rows, SiteAddress site, ApplicationEventPublisher events) {
		this.heard = heard;
		this.rows = rows;
		this.site = site;
		this.events = events;
	}

	@EventListener
	void recorded(Recorded change) {
		EventType.ofAction(change.action()).filter(this.heard::includes).ifPresent((type) -> tell(type, change));
	}

	private void tell(EventType type, Recorded change) {
		String message = add(type.word(), change.at(), data(type, change));
		this.rows.addDeliveries(message);
		this.events.publishEvent(new WorkCame());
	}

	/**
	 * Sends one endpoint something to try it.
	 * @param endpoint its row
	 * @param now the time
	 */
	void test(long endpoint, Instant now) {
		String message = add(EventType.TEST, now, Map.of("says", "This is a test. Nothing happened."));
		this.rows.addDelivery(message, endpoint);
		this.events.publishEvent(new WorkCame());
	}

	private String add(String type, Instant at, Map<String, ?> data) {
		Map<String, Object> payload = new LinkedHashMap<>();
		payload.put("type", type);
		payload.put("timestamp", at.toString());
		payload.put("data", data);
		String message = "msg_" + UUID.randomUUID().toString().replace("-", "");
		this.rows.addEvent(message, type, Json.write(payload), at);
		return message;
	}

	private Map<String, @Nullable Object> data(EventType type, Recorded change) {
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.put("case", change.stream());
		data.put("url", this.site.of("/cases/" + change.stream()));
		Actor actor = change.actor();
		data.put("by", actor.kind().word());
		// A customer is who has the address; what is told names none.
		if (actor.isPerson()) {
			data.put("account", actor.id());
		}
		type.told().forEach((key) -> {
			Object value = change.details().get(key);
			if (value != null) {
				data.put(key, value);
			}
		});
		return data;
	}

	/**
	 * There is something to send.
	 */
	record WorkCame() {
	}

}
