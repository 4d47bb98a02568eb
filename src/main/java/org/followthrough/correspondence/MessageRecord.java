package org.followthrough.correspondence;

import java.util.HashMap;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;

import org.springframework.stereotype.Component;

/**
 * What is written on a case, as its history tells it.
 */
@Component
class MessageRecord {

	private final Audit audit;

	MessageRecord(Audit audit) {
		this.audit = audit;
	}

	/**
	 * Records that something was written.
	 * @param about the case
	 * @param kept the message
	 * @param what received, sent, held, automatic or noted
	 */
	void of(SupportCase about, Message kept, String what) {
		Map<String, Object> details = new HashMap<>();
		details.put("message", kept.id());
		details.put("kind", kept.kind().word());
		if (kept.promisedNextAt() != null) {
			details.put("promisedNextAt", kept.promisedNextAt().toString());
		}
		if (kept.laterBecause() != null) {
			details.put("laterBecause", kept.laterBecause());
		}
		this.audit.record(about.number(), "message." + what, details);
	}

}
