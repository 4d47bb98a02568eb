package org.followthrough.rota;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/**
 * The rota for calendar programs, and their addresses over REST.
 */
@RestController
@Tag(name = "Rota")
class RotaFeedController {

	private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);

	private final RotaFeeds feeds;

	private final RotaCalendar calendar;

	RotaFeedController(RotaFeeds feeds, RotaCalendar calendar) {
		this.feeds = feeds;
		this.calendar = calendar;
	}

	/** Whoever knows the address may read it; there is nothing that they could change. */
	@GetMapping(RotaFeeds.PATH + "{token}.ics")
	@Nullable ResponseEntity<byte[]> feed(@PathVariable String token, WebRequest request) {
		RotaFeed feed = this.feeds.of(token).orElseThrow(RotaFeeds.NoSuchFeed::new);
		byte[] text = this.calendar.of(feed).getBytes(StandardCharsets.UTF_8);
		String tag = '"' + DigestUtils.md5DigestAsHex(text) + '"';
		if (request.checkNotModified(tag)) {
			return null;
		}
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noCache().cachePrivate())
			.eTag(tag)
			.contentType(CALENDAR)
			.header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"rota.ics\"")
			.body(text);
	}

	@GetMapping("/api/v1/rota/feeds")
	@Operation(summary = "The addresses for calendar programs that one has made")
	List<RotaFeed> mine() {
		return this.feeds.mine();
	}

	@PostMapping("/api/v1/rota/feeds")
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Makes a secret address by which calendar programs read a team's weeks, or an engineer's",
			description = "Shown this once. Engineers make it for themselves, managers for everybody.")
	RotaFeeds.Made make(@RequestBody FeedRequest request) {
		return this.feeds.make(Objects.requireNonNullElse(request.team(), ""),
				Objects.requireNonNullElse(request.engineer(), ""));
	}

	@DeleteMapping("/api/v1/rota/feeds/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(summary = "Takes an address back")
	void remove(@PathVariable long id) {
		this.feeds.remove(id);
	}

	/**
	 * Whose weeks an address shows.
	 *
	 * @param team the team; null for an engineer's
	 * @param engineer the account of the engineer; null for a team's
	 */
	record FeedRequest(@Nullable String team, @Nullable String engineer) {
	}

}
