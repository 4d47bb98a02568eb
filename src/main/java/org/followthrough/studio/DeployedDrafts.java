package org.followthrough.studio;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.followthrough.identity.Actor;
import org.followthrough.journey.PublishedModel;
import org.followthrough.journey.PublishedModels;
import org.followthrough.journey.WaitingModels;
import org.followthrough.web.SiteAddress;

import org.springframework.stereotype.Component;

/**
 * Makes drafts of what managers deploy by themselves, so that it goes the same way as any
 * other change. Who deploys the same again goes on with their draft.
 */
@Component
class DeployedDrafts implements WaitingModels {

	private static final String UNTITLED = "Deployed from elsewhere";

	private final Drafts drafts;

	private final DraftFiles files;

	private final PublishedModels models;

	private final SiteAddress address;

	DeployedDrafts(Drafts drafts, DraftFiles files, PublishedModels models, SiteAddress address) {
		this.drafts = drafts;
		this.files = files;
		this.models = models;
		this.address = address;
	}

	@Override
	public String keep(String title, Map<String, byte[]> files) {
		if (files.entrySet().stream().allMatch((file) -> runs(file.getKey(), file.getValue()))) {
			return "What you sent runs already, just as it is.";
		}
		String stripped = title.strip();
		String called = stripped.isEmpty() ? UNTITLED
				: stripped.substring(0, Math.min(stripped.length(), Drafts.LONGEST_TITLE));
		Draft draft = this.drafts.changing(() -> {
			Draft begun = goingOn(called).orElseGet(() -> this.drafts.begin(called, ""));
			files.forEach((name, content) -> put(begun.id(), name, content));
			return this.drafts.get(begun.id());
		});
		return "It is kept as draft " + draft.id() + ": " + this.address.of("/studio/drafts/" + draft.id())
				+ ". Ask another manager there to approve it.";
	}

	private boolean runs(String name, byte[] content) {
		List<PublishedModel> versions = this.models.versions(name);
		return !versions.isEmpty() && Arrays.equals(versions.get(0).content(), content);
	}

	/** Their own of that title, in which nobody else has a hand. */
	private Optional<Draft> goingOn(String title) {
		String account = Actor.current().id();
		return this.drafts.list(true)
			.stream()
			.filter((draft) -> draft.state() == DraftState.EDITING && draft.title().equals(title)
					&& draft.author().equals(account) && this.drafts.editors(draft.id()).equals(List.of(account)))
			.findFirst();
	}

	private void put(long draft, String name, byte[] content) {
		this.files.states(draft)
			.stream()
			.filter((file) -> file.name().equals(name))
			.findFirst()
			.ifPresentOrElse((file) -> this.files.save(draft, name, file.revision(), content),
					() -> this.files.add(draft, name, content));
	}

}
