package org.followthrough.correspondence;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of pictures that mails show from elsewhere.
 *
 * @param inside whether they may be at addresses on this machine and in private networks
 * @param largest one that is shown
 * @param within how long one may take
 */
@ConfigurationProperties("followthrough.pictures")
record PictureSettings(@DefaultValue("false") boolean inside, @DefaultValue("5MB") DataSize largest,
		@DefaultValue("PT10S") Duration within) {
}
