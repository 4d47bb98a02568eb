package org.followthrough.proof;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the log. Leaves, nodes and checkpoints are only ever inserted.
 */
@Mapper
interface ProofMapper {

	/** Who asks lengthens the log alone until the transaction ends. */
	@Select("SELECT size FROM proof_log WHERE id = 1 FOR UPDATE")
	long lock();

	@Update("UPDATE proof_log SET size = #{size} WHERE id = 1")
	void lengthen(long size);

	/** The ends of streams that have gone on since they were logged. */
	@Select("""
			SELECT 0 AS position, stream, seq, hash FROM audit_stream WHERE unlogged = TRUE ORDER BY stream LIMIT #{most}
			""")
	List<Leaf> unlogged(int most);

	@Insert("""
			<script>
			INSERT INTO proof_leaf (position, stream, seq, hash) VALUES
			<foreach collection="leaves" item="leaf" separator=",">
			  (#{leaf.position}, #{leaf.stream}, #{leaf.seq}, #{leaf.hash})
			</foreach>
			</script>
			""")
	void insertLeaves(@Param("leaves") List<Leaf> leaves);

	/** Notes in the streams how far they are logged by some leaves. */
	@Update("""
			UPDATE proof_leaf l JOIN audit_stream s ON s.stream = l.stream SET s.logged_seq = l.seq
			WHERE l.position >= #{from}
			""")
	void noteLogged(long from);

	@Insert("""
			<script>
			INSERT INTO proof_node (level, place, hash) VALUES
			<foreach collection="nodes" item="node" separator=",">(#{node.level}, #{node.place}, #{node.hash})</foreach>
			</script>
			""")
	void insertNodes(@Param("nodes") List<Node> nodes);

	@Select("""
			<script>
			SELECT level, place, hash FROM proof_node WHERE
			<foreach collection="places" item="place" separator=" OR ">
			  (level = #{place.level} AND place = #{place.place})
			</foreach>
			</script>
			""")
	List<Node> nodes(@Param("places") Collection<HashTree.Place> places);

	@Insert("""
			INSERT INTO proof_checkpoint (size, root, at, signer, note)
			VALUES (#{size}, #{root}, #{at}, #{signer}, #{note})
			""")
	void insertCheckpoint(Checkpoint checkpoint);

	@Select("SELECT size, root, at, signer, note FROM proof_checkpoint ORDER BY size DESC LIMIT 1")
	Optional<Checkpoint> latest();

	@Select("SELECT size, root, at, signer, note FROM proof_checkpoint ORDER BY size DESC LIMIT #{most}")
	List<Checkpoint> newest(int most);

	@Select("SELECT size, root, at, signer, note FROM proof_checkpoint WHERE size > #{after} ORDER BY size LIMIT #{most}")
	List<Checkpoint> checkpoints(@Param("after") long after, @Param("most") int most);

	@Select("SELECT DISTINCT signer FROM proof_checkpoint ORDER BY signer")
	List<String> signers();

	@Select("""
			SELECT position, stream, seq, hash FROM proof_leaf
			WHERE position >= #{from} AND position < #{to} ORDER BY position LIMIT #{most}
			""")
	List<Leaf> leaves(@Param("from") long from, @Param("to") long to, @Param("most") int most);

	@Select("""
			SELECT position, stream, seq, hash FROM proof_leaf
			WHERE stream = #{stream} AND position < #{size} ORDER BY seq
			""")
	List<Leaf> leavesOf(@Param("stream") String stream, @Param("size") long size);

	/** The ends of streams, by name. */
	@Select("SELECT 0 AS position, stream, seq, hash FROM audit_stream WHERE stream > #{after} ORDER BY stream LIMIT #{most}")
	List<Leaf> ends(@Param("after") String after, @Param("most") int most);

	@Select("SELECT 0 AS position, stream, seq, hash FROM audit_stream WHERE stream = #{stream}")
	Optional<Leaf> end(String stream);

	@Select("""
			<script>
			SELECT stream, seq, content, hash FROM audit_entry WHERE stream IN
			<foreach collection="streams" item="stream" open="(" separator="," close=")">#{stream}</foreach>
			ORDER BY stream, seq
			</script>
			""")
	List<Entry> entries(@Param("streams") List<String> streams);

	@Select("""
			SELECT stream, seq, content, hash FROM audit_entry
			WHERE stream = #{stream} AND seq > #{after} ORDER BY seq LIMIT #{most}
			""")
	List<Entry> page(@Param("stream") String stream, @Param("after") int after, @Param("most") int most);

	@Insert("""
			INSERT INTO proof_delivery (target, size, delivered_at, problem)
			VALUES (#{target}, #{size}, #{deliveredAt}, #{problem})
			ON DUPLICATE KEY UPDATE size = IF(VALUES(problem) IS NULL, VALUES(size), size),
			  delivered_at = COALESCE(VALUES(delivered_at), delivered_at), problem = VALUES(problem)
			""")
	void delivered(Delivery delivery);

	@Select("SELECT target, size, delivered_at, problem FROM proof_delivery ORDER BY target LIMIT 20")
	List<Delivery> deliveries();

	/**
	 * A complete subtree.
	 */
	record Node(int level, long place, byte[] hash) {
	}

	/**
	 * An entry as stored.
	 */
	record Entry(String stream, int seq, String content, byte[] hash) {
	}

	/**
	 * How far checkpoints lie somewhere outside.
	 *
	 * @param target where
	 * @param size of the newest that lies there
	 * @param deliveredAt since when; null for never
	 * @param problem why the last one does not; null if it does
	 */
	record Delivery(String target, long size, @Nullable Instant deliveredAt, @Nullable String problem) {
	}

}
