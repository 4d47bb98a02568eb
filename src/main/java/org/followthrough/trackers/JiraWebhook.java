package org.followthrough.trackers;

import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;

/**
 * Jira's webhooks with a secret, as administrators register them: {@code X-Hub-Signature}
 * is {@code sha256=} and the HMAC of the body in hexadecimal (the method stands before
 * the sign, as WebSub has it), {@code X-Atlassian-Webhook-Identifier} stays the same when
 * a delivery is tried again. Events {@code jira:issue_created},
 * {@code jira:issue_updated}, {@code jira:issue_deleted}, {@code comment_created},
 * {@code comment_updated} and {@code comment_deleted} have {@code issue.key}
 * (<a href="https://developer.atlassian.com/cloud/jira/platform/webhooks/">Webhooks</a>,
 * <a href="https://developer.atlassian.com/server/jira/platform/webhooks/">Data
 * Center</a>).
 */
final class JiraWebhook implements WebhookFormat {

	private final Secret secret;

	JiraWebhook(TrackerSettings.Tracker settings) {
		this.secret = Objects.requireNonNullElse(settings.webhookSecret(), Secret.NONE);
	}

	@Override
	public boolean isSigned(HttpHeaders headers, byte[] body) {
		return !this.secret.isEmpty()
				&& Signature.same("sha256=" + HexFormat.of().formatHex(Signature.hmac(this.secret.bytes(), body)),
						headers.getFirst("X-Hub-Signature"));
	}

	@Override
	public String delivery(HttpHeaders headers) {
		return Objects.requireNonNullElse(headers.getFirst("X-Atlassian-Webhook-Identifier"), "");
	}

	/** Of whichever project: an issue of ours may have been moved to another. */
	@Override
	public Optional<String> issue(JsonNode body) {
		JsonNode key = body.at("/issue/key");
		return key.isTextual() ? Optional.of(key.asText()) : Optional.empty();
	}

}
