package org.followthrough.trackers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;

/**
 * GitLab's webhooks
 * (<a href="https://docs.gitlab.com/user/project/integrations/webhooks/">Webhooks</a>). A
 * secret token comes as it is in {@code X-Gitlab-Token}. A signing token, which begins
 * with {@code whsec_}, signs: {@code webhook-signature} holds {@code v1,} and the HMAC of
 * {@code webhook-id}, {@code webhook-timestamp} and the body, joined by dots, in Base64
 * (<a href=
 * "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks</a>). {@code Idempotency-Key} stays the same when a delivery is sent again;
 * older versions have {@code X-Gitlab-Event-UUID} only, which several may share.
 * <p>
 * Events of {@code object_kind} {@code issue} have {@code object_attributes.iid},
 * {@code note} on an issue {@code issue.iid}; both {@code project.path_with_namespace}
 * (<a href="https://docs.gitlab.com/user/project/integrations/webhook_events/">Webhook
 * events</a>).
 * <p>
 * How old a signed delivery is doesn't matter: all it can do is to have an issue read.
 */
final class GitLabWebhook implements WebhookFormat {

	private static final String SIGNING = "whsec_";

	private final Secret secret;

	private final String project;

	GitLabWebhook(TrackerSettings.Tracker settings) {
		this.secret = Objects.requireNonNullElse(settings.webhookSecret(), Secret.NONE);
		this.project = settings.project();
	}

	@Override
	public boolean isSigned(HttpHeaders headers, byte[] body) {
		if (this.secret.isEmpty()) {
			return false;
		}
		return this.secret.value().startsWith(SIGNING) ? isSignedWithKey(headers, body)
				: Signature.same(this.secret.value(), headers.getFirst("X-Gitlab-Token"));
	}

	private boolean isSignedWithKey(HttpHeaders headers, byte[] body) {
		String id = headers.getFirst("webhook-id");
		String timestamp = headers.getFirst("webhook-timestamp");
		String signatures = headers.getFirst("webhook-signature");
		if (id == null || timestamp == null || signatures == null) {
			return false;
		}
		byte[] key = Base64.getDecoder().decode(this.secret.value().substring(SIGNING.length()));
		String expected = "v1," + Base64.getEncoder()
			.encodeToString(Signature.hmac(key, (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8), body));
		return Arrays.stream(signatures.split(" ")).anyMatch((given) -> Signature.same(expected, given));
	}

	@Override
	public String delivery(HttpHeaders headers) {
		return Optional.ofNullable(headers.getFirst("Idempotency-Key"))
			.or(() -> Optional.ofNullable(headers.getFirst("X-Gitlab-Event-UUID")))
			.orElse("");
	}

	@Override
	public Optional<String> issue(JsonNode body) {
		boolean ours = body.at("/project/path_with_namespace").asText().equalsIgnoreCase(this.project);
		JsonNode number = switch (body.path("object_kind").asText()) {
			case "issue" -> body.at("/object_attributes/iid");
			case "note" -> body.at("/issue/iid");
			default -> body.path("none");
		};
		return (ours && number.canConvertToLong()) ? Optional.of(number.asText()) : Optional.empty();
	}

}
