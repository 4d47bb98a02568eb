package org.followthrough.trackers;

/**
 * A tracker to choose.
 *
 * @param name what we call it
 * @param title what people call it, with its project
 * @param kind what it is
 * @param markdown whether texts are Markdown there
 */
public record TrackerChoice(String name, String title, TrackerKind kind, boolean markdown) {

	static TrackerChoice of(Tracker tracker) {
		TrackerKind kind = tracker.settings().kind();
		return new TrackerChoice(tracker.name(), tracker.title(), kind, kind.readsMarkdown());
	}

}
