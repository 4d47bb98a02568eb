package org.followthrough.correspondence;

import java.util.List;

import org.followthrough.cases.Cases;
import org.followthrough.cases.NewCase;
import org.followthrough.cases.SupportCase;
import org.followthrough.web.UploadedFile;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens cases with the customer's first words, whatever door they came by.
 */
@Component
public class Intake {

	private final Cases cases;

	private final Messages messages;

	Intake(Cases cases, Messages messages) {
		this.cases = cases;
		this.messages = messages;
	}

	/**
	 * Opens a case, as the current actor.
	 * @param opened what it is opened with
	 * @param words the customer's words
	 * @return the case
	 */
	@Transactional
	public SupportCase open(NewCase opened, String words) {
		return open(opened, words, List.of());
	}

	/**
	 * Opens a case with files, as the current actor.
	 * @param opened what it is opened with
	 * @param words the customer's words
	 * @param files what comes with them
	 * @return the case
	 */
	@Transactional
	public SupportCase open(NewCase opened, String words, List<UploadedFile> files) {
		return this.cases.open(opened, (fresh) -> this.messages.fromCustomer(fresh, words, files));
	}

}
