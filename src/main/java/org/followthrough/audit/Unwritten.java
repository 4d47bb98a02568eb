package org.followthrough.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.followthrough.identity.Actor;
import org.jspecify.annotations.Nullable;

/**
 * One entry on its way.
 *
 * @param about whom it is about, if it belongs to no case
 */
record Unwritten(String stream, Instant at, Actor actor, String action, Map<String, ? extends @Nullable Object> details,
		@Nullable Long about) {

	/**
	 * The entry as the next one of its stream.
	 * @param head where the stream ends
	 * @param called what the entry calls the actor
	 * @param seal what its words are sealed with, if it is about a customer
	 */
	AuditMapper.Row chainedTo(AuditMapper.Head head, String called, @Nullable Seal seal) {
		Map<String, @Nullable Object> content = new LinkedHashMap<>();
		content.put("stream", this.stream);
		content.put("seq", head.seq() + 1);
		content.put("at", this.at.toString());
		content.put("actorKind", this.actor.kind().word());
		content.put("actor", called);
		content.put("door", this.actor.door().word());
		content.put("action", this.action);
		content.put("details", this.details);
		if (seal != null) {
			seal.seal(content);
		}
		String json = CanonicalJson.write(content);
		return new AuditMapper.Row(this.stream, head.seq() + 1, json, Chain.next(head.hash(), json));
	}

}
