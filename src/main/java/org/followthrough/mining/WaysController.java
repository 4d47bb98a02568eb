package org.followthrough.mining;

import java.time.Clock;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The ways that cases went, over REST.
 */
@RestController
@Tag(name = "Audit")
class WaysController {

	private final WaysReader ways;

	private final Clock clock;

	WaysController(WaysReader ways, Clock clock) {
		this.ways = ways;
		this.clock = clock;
	}

	@GetMapping("/api/v1/audit/variants")
	@Operation(summary = "The ways that cases went which were closed in some days, the most frequent first",
			description = "For managers, auditors and admins. The tasks that cases came to, how often each way was gone and how "
					+ "long it took (seconds, by nearest rank), and where cases left the version of the model that was valid. The "
					+ "10,000 cases that were closed last are looked at; 50 ways and 50 places at the most are told.")
	Ways variants(@ParameterObject WaysRequest request) {
		return this.ways.read(request.read(this.clock));
	}

}
