package org.followthrough.inquiry;

import org.followthrough.web.Refusal;

/**
 * There is no such question.
 */
class UnknownQuestion extends Refusal {

	UnknownQuestion() {
		super(Kind.NOT_FOUND, "There is no such question. The page of questions lists all.");
	}

}
