package org.followthrough.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.followthrough.journey.DeclaredOutcomes;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestExecutionListeners;

/**
 * Runs a test against the whole application on a real database, with the demonstration's
 * people and mail server and no cases. Timers ring when the test says so, see
 * {@link Timers}. All tests that say just this share one application. One that needs an
 * application of its own says so, too, see {@link OwnApplication}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "followthrough.demo.cases=false", "camunda.bpm.job-execution.enabled=false",
				// Process tests ask the engine which steps a journey has passed.
				"camunda.bpm.history-level=activity", "followthrough.mail.imap.every=PT0.2S",
				"followthrough.mail.imap.at-least-every=PT0.2S", "logging.level.root=WARN",
				"spring.main.banner-mode=off",
				// Slow hashes are a tenth of the time of tests.
				"followthrough.passwords.strength=4",
				// What takes webhooks lies on this machine.
				"followthrough.webhooks.inside=true", "followthrough.webhooks.within=PT2S" })
@ContextConfiguration(initializers = TestSettings.class)
@Import({ CaseWorker.class, Timers.class, PromiseCheck.class, Api.class, Post.class, CustomerPage.class,
		MailServer.class, Plans.class, DeclaredOutcomes.class, TableOwner.class })
@TestExecutionListeners(listeners = { OwnEngineClock.class, DueTimers.class },
		mergeMode = TestExecutionListeners.MergeMode.MERGE_WITH_DEFAULTS)
public @interface FollowthroughTest {

}
