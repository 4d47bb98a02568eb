package org.followthrough.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.followthrough.export.CaseStory.Entry;

/**
 * The promises of a case, told apart as its history goes on: an entry names a promise by
 * its kind and when it was due.
 */
final class PromisesSoFar {

	private final String number;

	private final List<Promise> made = new ArrayList<>();

	PromisesSoFar(String number) {
		this.number = number;
	}

	/**
	 * Which promise an entry is about, and what becomes of it.
	 * @param entry an entry about a promise
	 * @return the promise
	 */
	Touched happened(Entry entry) {
		String change = entry.action().substring("promise.".length());
		Promise promise = change.equals("made") ? make() : find(entry);
		Map<String, String> becomes = new LinkedHashMap<>();
		promise.kind = entry.text("kind");
		promise.due = change.equals("paused") ? entry.text("until") : entry.text("due");
		becomes.put("kind", promise.kind);
		becomes.put("due", promise.due);
		switch (change) {
			case "made", "moved", "reopened" -> becomes.put("state", "running");
			case "corrected" -> becomes.put("state", entry.text("ending"));
			case "reminded" -> {
				// It goes on as it is.
			}
			default -> becomes.put("state", change);
		}
		return new Touched(Touched.Type.PROMISE, promise.id, "promise", becomes);
	}

	private Promise make() {
		Promise promise = new Promise(this.number + "/promise-" + (this.made.size() + 1));
		this.made.add(promise);
		return promise;
	}

	/** The newest that fits; one that was moved may be of another kind from then on. */
	private Promise find(Entry entry) {
		String due = entry.text("before").isEmpty() ? entry.text("due") : entry.text("before");
		Promise sameKind = null;
		Promise sameTime = null;
		for (int i = this.made.size() - 1; i >= 0; i--) {
			Promise one = this.made.get(i);
			boolean kind = one.kind.equals(entry.text("kind"));
			boolean time = one.due.equals(due);
			if (kind && time) {
				return one;
			}
			sameKind = (sameKind == null && kind) ? one : sameKind;
			sameTime = (sameTime == null && time) ? one : sameTime;
		}
		Promise found = (sameTime != null) ? sameTime : sameKind;
		return (found != null) ? found : make();
	}

	/**
	 * A promise as it was told last.
	 */
	private static final class Promise {

		private final String id;

		private String kind = "";

		private String due = "";

		Promise(String id) {
			this.id = id;
		}

	}

}
