package org.followthrough.studio;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.followthrough.identity.Actor;
import org.followthrough.journey.ModelKind;
import org.followthrough.journey.PublishedModel;
import org.followthrough.journey.PublishedModels;
import org.followthrough.studio.StudioRefusals.NotNow;
import org.followthrough.studio.StudioRefusals.TooLarge;
import org.followthrough.studio.StudioRefusals.Unknown;
import org.followthrough.web.Invalid;
import org.followthrough.web.TimeWords;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The files of drafts. What nobody has edited stays byte for byte as it was published;
 * what somebody saves replaces what they have read, never what somebody else has saved
 * since.
 */
@Component
public class DraftFiles {

	/** The most bytes of a file. */
	public static final int LARGEST = 1024 * 1024;

	/** The most files of a draft. */
	static final int MOST = 60;

	private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,99}\\.(bpmn|dmn|form)");

	private static final Pattern TASK = Pattern.compile("[a-z][a-z0-9-]{0,59}");

	private final DraftMapper drafts;

	private final PlaceMapper places;

	private final Drafts all;

	private final PublishedModels models;

	private final TimeWords times;

	private final Clock clock;

	DraftFiles(DraftMapper drafts, PlaceMapper places, Drafts all, PublishedModels models, TimeWords times,
			Clock clock) {
		this.drafts = drafts;
		this.places = places;
		this.all = all;
		this.models = models;
		this.times = times;
		this.clock = clock;
	}

	/**
	 * The files of a draft.
	 * @param draft its number
	 * @return by name
	 */
	@Transactional(readOnly = true)
	public List<DraftFile> of(long draft) {
		return this.drafts.files(draft);
	}

	/** The same without what is in them. */
	@Transactional(readOnly = true)
	List<DraftMapper.FileState> states(long draft) {
		return this.drafts.states(draft);
	}

	/**
	 * A file of a draft.
	 * @param draft its number
	 * @param name the file
	 * @return the file
	 */
	@Transactional(readOnly = true)
	public DraftFile get(long draft, String name) {
		return this.drafts.file(draft, name).orElseThrow(() -> new Unknown("file in this draft"));
	}

	/**
	 * Takes a published file into a draft, to change it. A version before the newest
	 * leads back to it; what it replaces is still the newest.
	 * @param draft the draft
	 * @param name the file
	 * @param version the version whose content is taken; 0 for the newest
	 * @return the file in the draft, which may have been there before
	 */
	public DraftFile take(long draft, String name, int version) {
		return this.all.changing(() -> {
			List<PublishedModel> versions = this.models.versions(name);
			PublishedModel taken = versions.stream()
				.filter((one) -> version == 0 || one.version() == version)
				.findFirst()
				.orElseThrow(() -> new Unknown("file, or version of it"));
			return add(draft, name, versions.get(0).version(), taken.content(), version == 0);
		});
	}

	/**
	 * Puts a file into a draft that isn't in it yet: a new one, or one from elsewhere.
	 * @param draft the draft
	 * @param name what it is called; it gets the name of what is in it
	 * @param content the file
	 * @return the file in the draft
	 * @throws Invalid if it can't be opened
	 */
	public DraftFile add(long draft, String name, byte[] content) {
		String called = checked(PublishedModels.rightName(name, content), content);
		return this.all.changing(() -> add(draft, called, newest(called), content, false));
	}

	/**
	 * Makes a form for a task that is new in a draft.
	 * @param draft the draft
	 * @param task the task's id
	 * @return the form's file
	 */
	public DraftFile addForm(long draft, String task) {
		String id = task.strip();
		if (!TASK.matcher(id).matches()) {
			throw new Invalid("task", "A task's short name consists of small letters, digits and dashes: ask-sales.");
		}
		return add(draft, ModelKind.FORM.file(id), NewFiles.form(id));
	}

	private int newest(String name) {
		return this.models.versions(name).stream().findFirst().map(PublishedModel::version).orElse(0);
	}

	private DraftFile add(long id, String name, int madeFrom, byte[] content, boolean known) {
		Draft draft = this.all.forEditing(this.all.locked(id));
		if (this.drafts.files(id).size() >= MOST) {
			throw new NotNow("A draft holds up to " + MOST + " files.");
		}
		DraftFile file = new DraftFile(id, name, madeFrom, 1, Actor.current().id(), this.clock.instant(), content);
		if (this.drafts.addFile(file) == 0 && !known) {
			throw new NotNow(name + " is in this draft already. Open it there, or take it out first.");
		}
		this.all.save(draft);
		return get(id, name);
	}

	/**
	 * Saves a file of a draft.
	 * @param draft the draft
	 * @param name the file
	 * @param revision the revision that it was made from
	 * @param content the file
	 * @return the file with its next revision; the same one if nothing has changed
	 * @throws SavedMeanwhile if somebody has saved it since
	 */
	public DraftFile save(long draft, String name, int revision, byte[] content) {
		checked(name, content);
		return this.all.changing(() -> {
			Draft locked = this.all.locked(draft);
			DraftFile now = get(draft, name);
			if (now.revision() != revision) {
				throw new SavedMeanwhile(now, this.times.relative(now.savedAt()));
			}
			if (Arrays.equals(now.content(), content)) {
				return now;
			}
			Draft edited = this.all.forEditing(locked);
			next(now, now.madeFrom(), content);
			this.all.save(edited);
			return get(draft, name);
		});
	}

	/**
	 * Keeps what somebody wrote as a draft of its own, because another has saved the same
	 * file: the other files come along as they are.
	 * @param draft the draft that they worked on
	 * @param name the file
	 * @param content what they wrote
	 * @return the new draft
	 */
	public Draft keepApart(long draft, String name, byte[] content) {
		checked(name, content);
		return this.all.changing(() -> {
			Draft from = this.all.get(draft);
			String title = from.title();
			String suffix = ", as " + Actor.current().id() + " has it";
			Draft own = this.all.begin(
					title.substring(0, Math.min(title.length(), Drafts.LONGEST_TITLE - suffix.length())) + suffix,
					from.why());
			for (DraftFile file : of(draft)) {
				this.drafts.addFile(new DraftFile(own.id(), file.name(), file.madeFrom(), 1, Actor.current().id(),
						this.clock.instant(), file.name().equals(name) ? content : file.content()));
			}
			this.places.copy(draft, own.id());
			return this.all.get(own.id());
		});
	}

	/**
	 * Says that a file stands as it is although another version of it was published since
	 * it was begun.
	 * @param draft the draft
	 * @param name the file
	 * @param version the version that whoever says so has looked at
	 * @return the file
	 */
	public DraftFile standsOver(long draft, String name, int version) {
		return this.all.changing(() -> {
			Draft locked = this.all.forEditing(this.all.locked(draft));
			DraftFile now = get(draft, name);
			if (newest(name) != version) {
				throw new NotNow("Version " + version + " of " + name + " isn't the newest one. Look again.");
			}
			next(now, version, now.content());
			this.all.save(locked);
			return get(draft, name);
		});
	}

	private void next(DraftFile now, int madeFrom, byte[] content) {
		this.drafts.saveFile(new DraftFile(now.draftId(), now.name(), madeFrom, now.revision() + 1,
				Actor.current().id(), this.clock.instant(), content));
	}

	/**
	 * Takes a file out of a draft. What is published of it stays.
	 * @param draft the draft
	 * @param name the file
	 */
	public void remove(long draft, String name) {
		this.all.changing(() -> {
			Draft locked = this.all.forEditing(this.all.locked(draft));
			if (this.drafts.removeFile(draft, name) == 0) {
				throw new Unknown("file in this draft");
			}
			this.places.forget(draft, name);
			return this.all.save(locked);
		});
	}

	/** What editors can open, and nothing that could harm whoever does. */
	private static String checked(String name, byte[] content) {
		if (!NAME.matcher(name).matches()) {
			throw new Invalid("file", "A file is called after what is in it: letters, digits, dots and dashes, then "
					+ ".bpmn, .dmn or .form. \"" + name + "\" isn't.");
		}
		if (content.length > LARGEST) {
			throw new TooLarge();
		}
		PublishedModels.unreadable(name, content).ifPresent((problem) -> {
			throw new Invalid("content", name + " can't be opened. " + problem.message()
					+ ((problem.line() > 0) ? " (Line " + problem.line() + ".)" : ""));
		});
		return name;
	}

}
