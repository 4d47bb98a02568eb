package org.followthrough.correspondence;

import java.util.HashMap;
import java.util.Map;

import org.apache.commons.codec.digest.DigestUtils;
import org.followthrough.audit.Audit;
import org.followthrough.cases.CaseErased;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;

import org.springframework.stereotype.Component;

/**
 * What is written on a case, as its history tells it.
 */
@Component
class MessageRecord {

	private final Audit audit;

	private final Cases cases;

	MessageRecord(Audit audit, Cases cases) {
		this.audit = audit;
		this.cases = cases;
	}

	/**
	 * Records that something was written.
	 * @param about the case
	 * @param kept the message
	 * @param what received, sent, held, automatic or noted
	 * @throws CaseErased if the case's words went meanwhile: whoever keeps a message
	 * waits for whoever erases its case
	 */
	void of(SupportCase about, Message kept, String what) {
		of(about, kept, what, Map.of());
	}

	/**
	 * Records that something was written, with what else is known of it.
	 * @param about the case
	 * @param kept the message
	 * @param what received, sent, held, automatic or noted
	 * @param more further particulars
	 * @throws CaseErased if the case's words went meanwhile
	 */
	void of(SupportCase about, Message kept, String what, Map<String, Object> more) {
		if (!about.isOpen() && this.cases.get(about.id()).isErased()) {
			throw new CaseErased(about);
		}
		Map<String, Object> details = withWords(kept.id(), kept.body());
		details.putAll(more);
		details.put("kind", kept.kind().word());
		if (kept.promisedNextAt() != null) {
			details.put("promisedNextAt", kept.promisedNextAt().toString());
		}
		if (kept.laterBecause() != null) {
			details.put("laterBecause", kept.laterBecause());
		}
		this.audit.record(about.number(), "message." + what, details);
	}

	/**
	 * Records that a message that is held has other words.
	 * @param about the case
	 * @param id the message
	 * @param body its words from now on
	 */
	void rewritten(SupportCase about, long id, String body) {
		this.audit.record(about.number(), "message.rewritten", withWords(id, body));
	}

	/**
	 * Records that a file belongs to a message.
	 * @param about the case
	 * @param message the message
	 * @param file the row of the attachment and the hash of its content
	 * @param name what it is called
	 * @param size in bytes
	 */
	void attached(SupportCase about, long message, AttachedFile file, String name, long size) {
		this.audit.record(about.number(), "message.attached", Map.of("message", message, "attachment", file.id(),
				"name", name, "size", size, "fileSha256", file.sha256()));
	}

	/**
	 * The words themselves aren't in the history, their hash is: it goes when they are
	 * erased, since short words can be guessed from it.
	 */
	private static Map<String, Object> withWords(long id, String body) {
		Map<String, Object> details = new HashMap<>();
		details.put("message", id);
		details.put("textSha256", DigestUtils.sha256Hex(body));
		return details;
	}

	/**
	 * A file that was attached.
	 *
	 * @param id the row of the attachment
	 * @param sha256 the hash of its content, in hexadecimal
	 */
	record AttachedFile(long id, String sha256) {
	}

}
