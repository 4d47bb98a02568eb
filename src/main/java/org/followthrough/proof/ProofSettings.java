package org.followthrough.proof;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings about the proof of the history.
 *
 * @param name what the log is called in its checkpoints, and its key by those who check
 * them
 * @param every how often a checkpoint is made while something is recorded
 * @param key the file of the key that signs checkpoints; it is made at the first start
 * @param folder where checkpoints are kept outside the database, a file for each month
 * @param webhook where each checkpoint is sent, too; null for nowhere
 */
@Validated
@ConfigurationProperties("followthrough.proof")
record ProofSettings(@DefaultValue("followthrough") @Pattern(regexp = "[^\\s+]{1,100}") String name,
		@DefaultValue("PT5M") Duration every, Path key, Path folder, @Nullable URI webhook) {
}
