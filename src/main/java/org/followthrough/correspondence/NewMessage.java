package org.followthrough.correspondence;

import java.time.Instant;

import org.followthrough.cases.NextWord;
import org.followthrough.identity.Actor;
import org.jspecify.annotations.Nullable;

/**
 * A message about to be kept.
 */
record NewMessage(long caseId, Message.Kind kind, Message.Visibility visibility, String authorKind, String author,
		String door, String body, Instant writtenAt, @Nullable NextWord next, Message.Delivery delivery,
		@Nullable String rfcMessageId) {

	static NewMessage by(Actor author, long caseId, Message.Kind kind, String body, Instant writtenAt) {
		return new NewMessage(caseId, kind, Message.Visibility.PUBLIC, author.kind().word(), author.id(),
				author.door().word(), body, writtenAt, null, Message.Delivery.NONE, null);
	}

	NewMessage internal() {
		return new NewMessage(this.caseId, this.kind, Message.Visibility.INTERNAL, this.authorKind, this.author,
				this.door, this.body, this.writtenAt, this.next, this.delivery, this.rfcMessageId);
	}

	NewMessage toSend(@Nullable NextWord promised) {
		return new NewMessage(this.caseId, this.kind, this.visibility, this.authorKind, this.author, this.door,
				this.body, this.writtenAt, promised, Message.Delivery.WAITING, this.rfcMessageId);
	}

	NewMessage held() {
		return new NewMessage(this.caseId, this.kind, Message.Visibility.INTERNAL, this.authorKind, this.author,
				this.door, this.body, this.writtenAt, this.next, Message.Delivery.HELD, this.rfcMessageId);
	}

	NewMessage withRfcMessageId(@Nullable String id) {
		return new NewMessage(this.caseId, this.kind, this.visibility, this.authorKind, this.author, this.door,
				this.body, this.writtenAt, this.next, this.delivery, id);
	}

}
