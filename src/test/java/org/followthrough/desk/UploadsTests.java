package org.followthrough.desk;

import org.followthrough.correspondence.AttachmentSettings;
import org.followthrough.verification.EvidenceSettings;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How much a form holds, as its hint says it.
 */
class UploadsTests {

	@Test
	void theLimitsAreThoseOfTheSettings() {
		Uploads uploads = new Uploads(new EvidenceSettings(DataSize.ofMegabytes(1), 1),
				new AttachmentSettings(DataSize.ofKilobytes(1536), 3, DataSize.ofMegabytes(4)));
		assertThat(uploads.limits()).isEqualTo(new Uploads.Limits(3, "1536 kB", "4 MB"));
	}

}
