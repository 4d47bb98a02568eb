package org.followthrough.testing;

import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;
import org.followthrough.correspondence.Outbox;
import org.followthrough.testing.MortalDriver.Life;
import org.followthrough.time.MovableClock;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContextManager;

/**
 * The node of the application on which a test runs, when the test has it stop or die and
 * another take its place. Database, mail server and time go on meanwhile
 * ({@link LastingServers}); the test's own fields are those of the node that runs.
 */
public final class Node {

	/** What a dead node had in its hands is let go by then. */
	private static final Duration LEASES = Duration.ofMinutes(16);

	private static final LoggingSystem LOG = LoggingSystem.get(Node.class.getClassLoader());

	private final Object test;

	private final TestContextManager spring;

	private Life life = MortalDriver.newLife();

	/**
	 * A node that doesn't run yet.
	 * @param test with fields that Spring is to fill
	 */
	public Node(Object test) {
		this.test = test;
		this.spring = new TestContextManager(test.getClass());
	}

	/**
	 * Starts the first one, on an empty database.
	 */
	public void start() {
		LastingServers.start();
		next();
	}

	/**
	 * Ends it for good, and the servers.
	 */
	public void end() {
		close();
		LastingServers.stop();
	}

	/**
	 * Stops it in order and starts the next one.
	 */
	public void restarts() {
		Duration time = clock().offset();
		close();
		LastingServers.keepClock(time);
		next();
	}

	/**
	 * Stops it and starts the next one on an empty database.
	 */
	public void startsAnew() {
		close();
		LastingServers.forgetAll();
		next();
	}

	/**
	 * Has it die while it does something, or right after that if it is done by then, and
	 * another take its place.
	 * @param commits how many transactions are committed before
	 * @param afterwards whether the one that it dies with is committed, too
	 * @param work what it does; fails in any way
	 */
	public void dies(int commits, boolean afterwards, Runnable work) {
		Life ending = this.life;
		ending.endsAfter(commits, afterwards);
		try {
			work.run();
		}
		catch (RuntimeException | AssertionError ex) {
			if (!ending.isOver()) {
				throw ex;
			}
		}
		Duration time = clock().offset();
		ending.end();
		close();
		LastingServers.keepClock(time.plus(LEASES));
		next();
	}

	/**
	 * The mail server that outlives it.
	 * @return the server
	 */
	public MailServer mailServer() {
		return new MailServer(LastingServers.mail(), context().getBean(Outbox.class));
	}

	private void next() {
		this.life = MortalDriver.newLife();
		LOG.setLogLevel("ROOT", LogLevel.WARN);
		try {
			this.spring.prepareTestInstance(this.test);
		}
		catch (Exception ex) {
			throw new IllegalStateException("The next node does not start", ex);
		}
		HikariDataSource pool = context().getBean(HikariDataSource.class);
		this.life.whenOver(() -> {
			// Nobody reads what a dead node says, and it waits for no connection.
			LOG.setLogLevel("ROOT", LogLevel.OFF);
			new Thread(pool::close, "end").start();
		});
	}

	private void close() {
		this.spring.getTestContext().markApplicationContextDirty(null);
	}

	private MovableClock clock() {
		return context().getBean(MovableClock.class);
	}

	private ApplicationContext context() {
		return this.spring.getTestContext().getApplicationContext();
	}

}
