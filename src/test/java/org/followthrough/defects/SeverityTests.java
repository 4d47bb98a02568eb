package org.followthrough.defects;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How severe a defect is, by whom it hits.
 */
class SeverityTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			# customers, on the standard plan, worst of the cases, severity
			0,  0,  0, low
			1,  1,  0, low
			1,  1,  2, normal
			4,  4,  1, low
			5,  5,  1, high
			2,  1,  1, low
			3,  2,  1, high
			19, 19, 1, high
			20, 20, 1, critical
			7,  0,  2, critical
			1,  1,  4, critical
			""")
	void itGrowsWithTheCustomersAndTheirPlansAndIsNeverLessThanTheWorstCase(int customers, int onStandard, int worst,
			String severity) {
		assertThat(Severity.of(new DefectMapper.Affected(customers, onStandard, worst))).isEqualTo(severity);
	}

}
