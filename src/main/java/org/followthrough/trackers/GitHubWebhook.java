package org.followthrough.trackers;

import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;

/**
 * GitHub's webhooks, sent as JSON: {@code X-Hub-Signature-256} is {@code sha256=} and the
 * HMAC of the body in hexadecimal (<a href=
 * "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">Validating
 * webhook deliveries</a>), {@code X-GitHub-Delivery} names the delivery. Events
 * {@code issues} and {@code issue_comment} have {@code issue.number} and
 * {@code repository.full_name}
 * (<a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads">Webhook
 * events and payloads</a>).
 */
final class GitHubWebhook implements WebhookFormat {

	private final Secret secret;

	private final String project;

	GitHubWebhook(TrackerSettings.Tracker settings) {
		this.secret = Objects.requireNonNullElse(settings.webhookSecret(), Secret.NONE);
		this.project = settings.project();
	}

	@Override
	public boolean isSigned(HttpHeaders headers, byte[] body) {
		return !this.secret.isEmpty()
				&& Signature.same("sha256=" + HexFormat.of().formatHex(Signature.hmac(this.secret.bytes(), body)),
						headers.getFirst("X-Hub-Signature-256"));
	}

	@Override
	public String delivery(HttpHeaders headers) {
		return Objects.requireNonNullElse(headers.getFirst("X-GitHub-Delivery"), "");
	}

	@Override
	public Optional<String> issue(JsonNode body) {
		boolean ours = body.at("/repository/full_name").asText().equalsIgnoreCase(this.project);
		JsonNode number = body.at("/issue/number");
		return (ours && number.canConvertToLong()) ? Optional.of(number.asText()) : Optional.empty();
	}

}
