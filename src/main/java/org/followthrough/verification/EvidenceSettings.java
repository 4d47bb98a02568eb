package org.followthrough.verification;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a verifier may show.
 *
 * @param largest how large one file may be
 * @param most how many files one check may have
 */
@Validated
@ConfigurationProperties("followthrough.evidence")
public record EvidenceSettings(@NotNull @DefaultValue("10MB") DataSize largest,
		@Min(1) @Max(200) @DefaultValue("20") int most) {
}
