package org.followthrough.proof;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.followthrough.database.Transactions;
import org.followthrough.proof.HashTree.Place;

import org.springframework.stereotype.Component;

/**
 * The log: a hash tree over where the streams of the audit ended at each checkpoint.
 * Since each end covers all of its stream, the root covers every entry. Whoever writes to
 * the audit doesn't wait for it: what they have committed is found later, and logged by
 * whoever holds the log then.
 */
@Component
class ProofLog {

	/** So many streams in one step; a checkpoint is made after the last. */
	private static final int STEP = 1000;

	private final ProofMapper rows;

	private final Transactions transactions;

	private final SigningKey key;

	private final String name;

	private final Clock clock;

	ProofLog(ProofMapper rows, Transactions transactions, ProofSettings settings, Clock clock) {
		this.rows = rows;
		this.transactions = transactions;
		this.key = SigningKey.at(settings.name(), settings.key());
		this.name = settings.name();
		this.clock = clock;
	}

	/** The public key of this node. */
	String verifier() {
		return this.key.verifier();
	}

	/**
	 * Logs all that was recorded since the last checkpoint, and signs a new one.
	 * @return the new one; empty when nothing was recorded since
	 */
	Optional<Checkpoint> checkpoint() {
		while (this.transactions.retrying(this::step)) {
			// A bounded part at a time, so that nobody waits long for a stream's end.
		}
		return this.transactions.retrying(this::sign);
	}

	private boolean step() {
		long size = this.rows.lock();
		List<Leaf> ends = this.rows.unlogged(STEP);
		if (ends.isEmpty()) {
			return false;
		}
		List<Leaf> leaves = new ArrayList<>();
		ends.forEach((end) -> leaves.add(end.at(size + leaves.size())));
		Map<Place, byte[]> fresh = HashTree.append(size, known(HashTree.parts(0, size)),
				leaves.stream().map(Leaf::leafHash).toList());
		this.rows.insertLeaves(leaves);
		this.rows.insertNodes(fresh.entrySet()
			.stream()
			.map((node) -> new ProofMapper.Node(node.getKey().level(), node.getKey().place(), node.getValue()))
			.toList());
		this.rows.noteLogged(size);
		this.rows.lengthen(size + leaves.size());
		return leaves.size() == STEP;
	}

	private Optional<Checkpoint> sign() {
		long size = this.rows.lock();
		if (size <= this.rows.latest().map(Checkpoint::size).orElse(0L)) {
			return Optional.empty();
		}
		Checkpoint signed = Checkpoint.signed(this.key, this.name, size,
				HashTree.root(0, size, known(HashTree.parts(0, size))), this.clock.instant());
		this.rows.insertCheckpoint(signed);
		return Optional.of(signed);
	}

	/**
	 * The hashes that lead from a leaf to the root of a checkpoint, the nearest first.
	 */
	List<byte[]> path(long position, Checkpoint checkpoint) {
		List<HashTree.Range> path = HashTree.path(position, checkpoint.size());
		Map<Place, byte[]> known = known(
				path.stream().flatMap((range) -> HashTree.parts(range.from(), range.to()).stream()).toList());
		return path.stream().map((range) -> HashTree.root(range.from(), range.to(), known)).toList();
	}

	private Map<Place, byte[]> known(Collection<Place> places) {
		Map<Place, byte[]> known = new HashMap<>();
		if (!places.isEmpty()) {
			this.rows.nodes(places).forEach((node) -> known.put(new Place(node.level(), node.place()), node.hash()));
		}
		return known;
	}

}
