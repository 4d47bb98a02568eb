package org.followthrough.trackers;

import java.io.IOException;
import java.util.Collections;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.followthrough.web.Refusal;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where trackers send their webhooks. The signature is the only thing looked at before a
 * delivery is kept; what it says is looked at later, by the worker.
 */
@RestController
class WebhookDoor {

	private final Trackers trackers;

	private final WebhookInbox inbox;

	WebhookDoor(Trackers trackers, WebhookInbox inbox) {
		this.trackers = trackers;
		this.inbox = inbox;
	}

	@PostMapping("/hooks/trackers/{name}")
	ResponseEntity<Void> receive(@PathVariable String name, HttpServletRequest request) throws IOException {
		Optional<Tracker> tracker = this.trackers.find(name);
		if (tracker.isEmpty()) {
			return ResponseEntity.notFound().build();
		}
		long most = tracker.get().settings().largest().toBytes();
		byte[] body = (request.getContentLengthLong() > most) ? null
				: request.getInputStream().readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE));
		if (body == null || body.length > most) {
			throw new TooLarge(most);
		}
		boolean signed = this.inbox.receive(tracker.get(), headers(request), body);
		return ResponseEntity.status(signed ? HttpStatus.ACCEPTED : HttpStatus.UNAUTHORIZED).build();
	}

	private static HttpHeaders headers(HttpServletRequest request) {
		HttpHeaders headers = new HttpHeaders();
		Collections.list(request.getHeaderNames()).forEach((name) -> headers.set(name, request.getHeader(name)));
		return headers;
	}

	/**
	 * A delivery is larger than any that a tracker sends.
	 */
	static class TooLarge extends Refusal {

		TooLarge(long most) {
			super(Kind.TOO_LARGE, "A delivery has " + most / 1024 + " KB at the most.");
		}

	}

}
