package org.followthrough.testing;

import java.time.Duration;

import org.followthrough.time.MovableClock;

import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Rings what a class of tests has left due. Those that share its application would
 * otherwise find promises that ran out without anybody having been made to act.
 */
class DueTimers implements TestExecutionListener, Ordered {

	/** Before the application of a class that has its own is closed. */
	@Override
	public int getOrder() {
		return 5_000;
	}

	@Override
	public void afterTestClass(TestContext test) {
		if (test.hasApplicationContext()) {
			test.getApplicationContext().getBean(MovableClock.class).advance(Duration.ZERO);
			test.getApplicationContext().getBean(Timers.class).ring();
		}
	}

}
