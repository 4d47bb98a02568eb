package org.followthrough.inquiry;

import java.time.Duration;

import org.followthrough.time.PatientWorker;
import org.followthrough.time.Rush;

import org.springframework.stereotype.Component;

/**
 * Reads on in the background, a few seconds behind what happens.
 */
@Component
class InquiryWorker extends PatientWorker {

	private final InquiryKeeper keeper;

	InquiryWorker(InquiryKeeper keeper, Rush rush) {
		super("inquiry", Duration.ofSeconds(5), rush);
		this.keeper = keeper;
	}

	@Override
	protected boolean step() {
		return this.keeper.step();
	}

}
