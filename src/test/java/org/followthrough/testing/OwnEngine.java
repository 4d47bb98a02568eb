package org.followthrough.testing;

import java.time.Duration;

import org.camunda.bpm.BpmPlatform;
import org.camunda.bpm.container.RuntimeContainerDelegate;
import org.camunda.bpm.engine.ProcessEngine;
import org.followthrough.time.MovableClock;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * All engines of a Java machine have one clock, and Camunda's pages find the engine by
 * its name in the whole machine. Where tests of several applications take turns, each is
 * given its own before it begins.
 */
class OwnEngine implements TestExecutionListener {

	@Override
	public void beforeTestMethod(TestContext test) {
		ApplicationContext application = test.getApplicationContext();
		application.getBean(MovableClock.class).advance(Duration.ZERO);
		ProcessEngine own = application.getBean(ProcessEngine.class);
		ProcessEngine found = BpmPlatform.getProcessEngineService().getProcessEngine(own.getName());
		if (found != own) {
			RuntimeContainerDelegate delegate = RuntimeContainerDelegate.INSTANCE.get();
			if (found != null) {
				delegate.unregisterProcessEngine(found);
			}
			delegate.registerProcessEngine(own);
		}
	}

}
