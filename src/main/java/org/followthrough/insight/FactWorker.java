package org.followthrough.insight;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Counts in the background, a few seconds behind what happens.
 */
@Component
@EnableConfigurationProperties(FactWorker.Settings.class)
class FactWorker implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(FactWorker.class);

	private final FactKeeper keeper;

	private final Settings settings;

	private @Nullable ScheduledExecutorService thread;

	private volatile boolean running;

	FactWorker(FactKeeper keeper, Settings settings) {
		this.keeper = keeper;
		this.settings = settings;
	}

	@Override
	public synchronized void start() {
		this.running = true;
		long pause = this.settings.every().toMillis();
		ScheduledExecutorService started = Executors
			.newSingleThreadScheduledExecutor((work) -> new Thread(work, "figures"));
		started.scheduleWithFixedDelay(this::count, pause, pause, TimeUnit.MILLISECONDS);
		this.thread = started;
	}

	private void count() {
		try {
			while (this.running && this.keeper.step()) {
				// The next some.
			}
		}
		catch (RuntimeException ex) {
			log.error("Counting the figures met a problem and goes on", ex);
		}
	}

	@Override
	public synchronized void stop() {
		this.running = false;
		if (this.thread != null) {
			this.thread.shutdown();
			try {
				this.thread.awaitTermination(20, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.thread = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Settings of the figures.
	 *
	 * @param every how often is looked for something new to count
	 */
	@ConfigurationProperties("followthrough.figures")
	record Settings(@DefaultValue("PT5S") Duration every) {
	}

}
