package org.followthrough.time;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PatientWorkerTests {

	private final Rush rush = new Rush();

	private int steps;

	private final PatientWorker worker = new PatientWorker("patient", Duration.ofSeconds(5), this.rush) {

		@Override
		protected boolean step() {
			PatientWorkerTests.this.steps++;
			return true;
		}

	};

	@Test
	void goesOnAtOnceWhileNothingElseIsDue() {
		assertThat(this.worker.work()).isTrue();
		assertThat(this.worker.work()).isTrue();
		assertThat(this.steps).isEqualTo(2);
	}

	@Test
	void letsWhatIsDueGoFirstAndGoesOnAfterwards() {
		this.rush.found(true);
		assertThat(this.worker.work()).as("it has a pause").isFalse();
		assertThat(this.steps).isZero();
		this.rush.found(false);
		assertThat(this.worker.work()).isTrue();
		assertThat(this.steps).isOne();
	}

	@Test
	void doesSomethingEachMinuteHoweverLongTheRushLasts() {
		this.rush.found(true);
		for (int pause = 0; pause < 26; pause++) {
			this.worker.work();
		}
		assertThat(this.steps).isEqualTo(2);
	}

}
