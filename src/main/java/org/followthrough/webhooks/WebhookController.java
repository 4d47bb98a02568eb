package org.followthrough.webhooks;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.followthrough.web.Cursor;
import org.followthrough.web.Invalid;
import org.followthrough.web.Page;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Webhooks over REST, for administrators.
 */
@RestController
@RequestMapping("/api/v1/webhooks")
class WebhookController {

	private static final int MOST_ATTEMPTS = 100;

	private final Endpoints endpoints;

	private final WebhookMapper deliveries;

	WebhookController(Endpoints endpoints, WebhookMapper deliveries) {
		this.endpoints = endpoints;
		this.deliveries = deliveries;
	}

	/** What endpoints can hear of. */
	@GetMapping("/events")
	List<Map<String, Object>> events() {
		return Arrays.stream(EventType.values())
			.map((type) -> Map.<String, Object>of("type", type.word(), "title", type.title(), "data", type.told()))
			.toList();
	}

	@GetMapping
	Page<EndpointView> list() {
		return new Page<>(this.endpoints.all().stream().map((one) -> EndpointView.of(one, null)).toList(), null);
	}

	@PostMapping
	ResponseEntity<EndpointView> add(@RequestBody EndpointRequest asked) {
		Endpoints.Made made = this.endpoints.add(asked);
		return ResponseEntity.created(URI.create("/api/v1/webhooks/" + made.endpoint().id()))
			.body(EndpointView.of(made.endpoint(), made.secret()));
	}

	@GetMapping("/{id}")
	EndpointView get(@PathVariable long id) {
		return EndpointView.of(this.endpoints.get(id), null);
	}

	@PutMapping("/{id}")
	EndpointView change(@PathVariable long id, @RequestBody EndpointRequest asked) {
		return EndpointView.of(this.endpoints.change(id, asked), null);
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@PathVariable long id) {
		this.endpoints.remove(id);
	}

	@PostMapping("/{id}/rotate")
	EndpointView rotate(@PathVariable long id) {
		Endpoints.Made made = this.endpoints.rotate(id);
		return EndpointView.of(made.endpoint(), made.secret());
	}

	@PostMapping("/{id}/off")
	EndpointView turnOff(@PathVariable long id) {
		this.endpoints.turnOff(id, WebhookPages.BY_HAND);
		return get(id);
	}

	@PostMapping("/{id}/on")
	EndpointView turnOn(@PathVariable long id) {
		this.endpoints.turnOn(id);
		return get(id);
	}

	@PostMapping("/{id}/test")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void test(@PathVariable long id) {
		this.endpoints.test(id);
	}

	@GetMapping("/{id}/deliveries")
	@Transactional(readOnly = true)
	public Page<DeliveryView> deliveries(@PathVariable long id, @RequestParam(defaultValue = "false") boolean failed,
			@RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
		this.endpoints.get(id);
		int most = Page.limit(limit);
		return Page.of(this.deliveries.newest(id, failed, Cursor.readId(cursor), most + 1), most, Delivery::id)
			.map(DeliveryView::of);
	}

	@GetMapping("/{id}/deliveries/{delivery}/attempts")
	@Transactional(readOnly = true)
	public List<WebhookMapper.Attempt> attempts(@PathVariable long id, @PathVariable long delivery) {
		return this.deliveries.find(delivery)
			.filter((one) -> one.endpointId() == id)
			.map((one) -> this.deliveries.attempts(one.id(), MOST_ATTEMPTS))
			.orElseThrow(Endpoints.NotThere::new);
	}

	@PostMapping("/{id}/deliveries/{delivery}/replay")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void replay(@PathVariable long id, @PathVariable long delivery) {
		this.endpoints.replay(id, delivery);
	}

	/**
	 * Sends again what was given up since a time.
	 */
	@PostMapping("/{id}/replay")
	Map<String, Integer> replayFailed(@PathVariable long id, @RequestBody Since since) {
		if (since.since() == null) {
			throw new Invalid("since", "Say since when, such as \"2026-01-31T00:00:00Z\".");
		}
		return Map.of("again", this.endpoints.replayFailed(id, since.since()));
	}

	/**
	 * Since when.
	 *
	 * @param since the time
	 */
	record Since(@Nullable Instant since) {
	}

	/**
	 * An endpoint as programs see it.
	 *
	 * @param id its number
	 * @param url its address
	 * @param description whose it is
	 * @param types what it hears; empty for everything
	 * @param active whether it is told anything
	 * @param offBecause why it isn't
	 * @param addedAt when it was added
	 * @param succeededAt when it last took something
	 * @param failingSince since when it takes nothing
	 * @param secret what is signed with, once, where it was just made
	 */
	record EndpointView(long id, String url, String description, List<String> types, boolean active,
			@Nullable String offBecause, Instant addedAt, @Nullable Instant succeededAt, @Nullable Instant failingSince,
			@Nullable String secret) {

		static EndpointView of(Endpoint one, @Nullable String secret) {
			return new EndpointView(one.id(), one.url(), one.description(), one.typeList(), one.active(),
					one.offBecause(), one.addedAt(), one.succeededAt(), one.failingSince(), secret);
		}

	}

	/**
	 * A delivery as programs see it.
	 *
	 * @param id its number
	 * @param messageId what the endpoint knows it by
	 * @param type what happened
	 * @param at when
	 * @param state waiting, delivered or failed
	 * @param attempts how often it was tried
	 * @param nextAt when it is tried next
	 * @param status what was last answered
	 * @param problem what went wrong last
	 * @param payload what is sent
	 */
	record DeliveryView(long id, String messageId, String type, Instant at, String state, int attempts,
			@Nullable Instant nextAt, @Nullable Integer status, @Nullable String problem, String payload) {

		static DeliveryView of(Delivery one) {
			return new DeliveryView(one.id(), one.messageId(), one.type(), one.at(), one.state(), one.attempts(),
					one.dueAt(), one.status(), one.problem(), one.payload());
		}

	}

}
