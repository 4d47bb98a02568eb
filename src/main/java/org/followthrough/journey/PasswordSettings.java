package org.followthrough.journey;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings about passwords.
 *
 * @param strength how much work it is to check one, as bcrypt's cost: each step more
 * doubles it
 */
@Validated
@ConfigurationProperties("followthrough.passwords")
record PasswordSettings(@DefaultValue("10") @Min(4) @Max(31) int strength) {
}
