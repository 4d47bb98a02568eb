package org.followthrough.correspondence;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What may come with a message by the web and by REST. Mail has its own limit.
 *
 * @param largest how large one file may be
 * @param most how many files one message may have
 * @param together how large all of them may be
 */
@Validated
@ConfigurationProperties("followthrough.attachments")
public record AttachmentSettings(@NotNull @DefaultValue("10MB") DataSize largest,
		@Min(1) @Max(100) @DefaultValue("10") int most, @NotNull @DefaultValue("25MB") DataSize together) {
}
