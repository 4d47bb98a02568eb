package org.followthrough.journey;

import java.util.Set;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Select;

/**
 * SQL that reads what is published.
 */
@Mapper
interface ModelMapper {

	/**
	 * The processes, decisions and forms whose newest version came from elsewhere.
	 * @param source whence the others came
	 * @return the names that their files are shipped under
	 */
	@Select("""
			SELECT CONCAT(d.KEY_, '.bpmn') FROM ACT_RE_PROCDEF d JOIN ACT_RE_DEPLOYMENT p ON p.ID_ = d.DEPLOYMENT_ID_
			WHERE COALESCE(p.SOURCE_, '') != #{source}
			  AND d.VERSION_ = (SELECT MAX(n.VERSION_) FROM ACT_RE_PROCDEF n WHERE n.KEY_ = d.KEY_)
			UNION ALL
			SELECT CONCAT(d.KEY_, '.dmn') FROM ACT_RE_DECISION_DEF d JOIN ACT_RE_DEPLOYMENT p ON p.ID_ = d.DEPLOYMENT_ID_
			WHERE COALESCE(p.SOURCE_, '') != #{source}
			  AND d.VERSION_ = (SELECT MAX(n.VERSION_) FROM ACT_RE_DECISION_DEF n WHERE n.KEY_ = d.KEY_)
			UNION ALL
			SELECT CONCAT(d.KEY_, '.form') FROM ACT_RE_CAMFORMDEF d JOIN ACT_RE_DEPLOYMENT p ON p.ID_ = d.DEPLOYMENT_ID_
			WHERE COALESCE(p.SOURCE_, '') != #{source}
			  AND d.VERSION_ = (SELECT MAX(n.VERSION_) FROM ACT_RE_CAMFORMDEF n WHERE n.KEY_ = d.KEY_)
			""")
	Set<String> notFrom(String source);

}
