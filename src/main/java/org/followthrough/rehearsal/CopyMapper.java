package org.followthrough.rehearsal;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/**
 * SQL that reads all that the engine keeps of some running processes, so that copies of
 * them can run elsewhere.
 */
@Mapper
interface CopyMapper {

	String THESE = """
			<foreach collection="instances" item="one" open="(" separator="," close=")">#{one}</foreach>
			""";

	/**
	 * The processes themselves, those that called them, and those that they have called.
	 */
	@Select("<script>SELECT DISTINCT o.PROC_INST_ID_ FROM ACT_RU_EXECUTION e "
			+ "JOIN ACT_RU_EXECUTION o ON o.ROOT_PROC_INST_ID_ = e.ROOT_PROC_INST_ID_ WHERE e.ID_ IN " + THESE
			+ "</script>")
	List<String> families(@Param("instances") Collection<String> instances);

	@Select("<script>SELECT * FROM ACT_RU_EXECUTION WHERE PROC_INST_ID_ IN " + THESE + "</script>")
	List<Map<String, @Nullable Object>> executions(@Param("instances") Collection<String> instances);

	@Select("<script>SELECT * FROM ACT_RU_TASK WHERE PROC_INST_ID_ IN " + THESE + "</script>")
	List<Map<String, @Nullable Object>> tasks(@Param("instances") Collection<String> instances);

	/** Values that stand in their row. */
	@Select("<script>SELECT * FROM ACT_RU_VARIABLE WHERE BYTEARRAY_ID_ IS NULL AND PROC_INST_ID_ IN " + THESE
			+ "</script>")
	List<Map<String, @Nullable Object>> variables(@Param("instances") Collection<String> instances);

	@Select("<script>SELECT * FROM ACT_RU_EVENT_SUBSCR WHERE PROC_INST_ID_ IN " + THESE + "</script>")
	List<Map<String, @Nullable Object>> subscriptions(@Param("instances") Collection<String> instances);

	/** With the element that each is of. */
	@Select("<script>SELECT j.*, d.ACT_ID_ AS AT_, d.JOB_TYPE_ AS OF_TYPE_ FROM ACT_RU_JOB j "
			+ "JOIN ACT_RU_JOBDEF d ON d.ID_ = j.JOB_DEF_ID_ WHERE j.PROCESS_INSTANCE_ID_ IN " + THESE + "</script>")
	List<Map<String, @Nullable Object>> jobs(@Param("instances") Collection<String> instances);

	/** The files of versions of diagrams. */
	@Select("""
			<script>
			SELECT d.ID_ AS definition, d.KEY_ AS process, b.BYTES_ AS content
			FROM ACT_RE_PROCDEF d JOIN ACT_GE_BYTEARRAY b
			  ON b.DEPLOYMENT_ID_ = d.DEPLOYMENT_ID_ AND b.NAME_ = d.RESOURCE_NAME_
			WHERE d.ID_ IN
			<foreach collection="definitions" item="one" open="(" separator="," close=")">#{one}</foreach>
			ORDER BY d.KEY_, d.VERSION_
			</script>
			""")
	List<Version> files(@Param("definitions") Collection<String> definitions);

	/**
	 * A version of a diagram.
	 */
	record Version(String definition, String process, byte[] content) {
	}

}
