package org.followthrough.inquiry;

import java.time.Duration;

import org.followthrough.time.Worker;

import org.springframework.stereotype.Component;

/**
 * Reads on in the background, a few seconds behind what happens.
 */
@Component
class InquiryWorker extends Worker {

	private final InquiryKeeper keeper;

	InquiryWorker(InquiryKeeper keeper) {
		super("inquiry", Duration.ofSeconds(5));
		this.keeper = keeper;
	}

	@Override
	protected boolean work() {
		return this.keeper.step();
	}

}
