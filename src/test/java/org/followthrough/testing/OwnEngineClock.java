package org.followthrough.testing;

import java.time.Duration;

import org.followthrough.time.MovableClock;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * All engines of a Java machine have one clock. Where tests of several applications take
 * turns, each sets it to its own before it begins.
 */
class OwnEngineClock implements TestExecutionListener {

	@Override
	public void beforeTestMethod(TestContext test) {
		test.getApplicationContext().getBean(MovableClock.class).advance(Duration.ZERO);
	}

}
