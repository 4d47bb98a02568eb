package org.followthrough.correspondence;

import java.util.HashMap;
import java.util.Map;

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
		if (!about.isOpen() && this.cases.get(about.id()).isErased()) {
			throw new CaseErased(about);
		}
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
