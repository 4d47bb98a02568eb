package org.followthrough.inquiry;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.followthrough.web.Page;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The search over all cases, over REST.
 */
@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "audit")
class SearchController {

	private final CaseFinder finder;

	private final SavedSearches saved;

	SearchController(CaseFinder finder, SavedSearches saved) {
		this.finder = finder;
		this.saved = saved;
	}

	@GetMapping("/search")
	@Operation(summary = "Finds cases, open and closed, by anything that is known of them, the last opened first",
			description = "Each field narrows: number, subject, text, customer (an address, or `@` and its domain), product, "
					+ "component, severity, plan, team, owner, person (who acted on it), outcome (open, closed, confirmed, "
					+ "…), version (such as `support-case/3`), broken (a kind of promise), step, skipped, repeated (ids of "
					+ "steps), openedFrom, openedTo, closedFrom, closedTo, activeFrom, activeTo (days in UTC, both "
					+ "included). For managers, auditors and admins.")
	Page<FoundCase> search(@Parameter(description = "the fields") @RequestParam Map<String, String> fields,
			@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor) {
		int most = Page.limit(limit);
		Map<String, String> given = new LinkedHashMap<>(fields);
		given.keySet().removeAll(List.of("limit", "cursor"));
		List<CaseRef> found = this.finder.next(SearchQuery.of(given), SearchPlace.read(cursor), most + 1);
		List<CaseRef> page = found.subList(0, Math.min(most, found.size()));
		return new Page<>(this.finder.tell(page),
				(found.size() > most) ? SearchPlace.cursor(page.get(most - 1)) : null);
	}

	@GetMapping("/searches")
	@Operation(summary = "Your saved searches, by name")
	List<SavedResource> searches() {
		return this.saved.own().stream().map(SavedResource::of).toList();
	}

	@PostMapping("/searches")
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Saves a search for you",
			description = "`criteria` are the fields of the search. One of the same name is replaced.")
	SavedResource save(@RequestBody SaveRequest request) {
		return SavedResource.of(this.saved.save(Objects.requireNonNullElse(request.name(), ""),
				SearchQuery.of(Objects.requireNonNullElse(request.criteria(), Map.of()))));
	}

	@DeleteMapping("/searches/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(summary = "Removes one of your saved searches")
	void remove(@PathVariable long id) {
		this.saved.remove(id);
	}

	/**
	 * A search to be saved.
	 *
	 * @param name what it is called
	 * @param criteria the fields of the search
	 */
	record SaveRequest(@Nullable String name, @Nullable Map<String, String> criteria) {
	}

	/**
	 * A saved search.
	 *
	 * @param id its row
	 * @param name what it is called
	 * @param criteria what follows the question mark in the search's address
	 * @param words the same in words
	 * @param savedAt when it was saved last
	 */
	record SavedResource(long id, String name, String criteria, String words, Instant savedAt) {

		static SavedResource of(SavedSearch search) {
			return new SavedResource(search.id(), search.name(), search.criteria(), search.query().words(),
					search.savedAt());
		}

	}

}
