package dev.trierarch.suites;

import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.ExcludeTags;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The tests whose pods are processes of this machine, one after the other: clusters that run pods
 * at the same time would give them the same addresses. {@link PodlessSuite} runs beside it.
 */
@Suite(failIfNoTests = false)
@SelectPackages("dev.trierarch")
@IncludeClassNamePatterns(".*IT")
@ExcludeTags("podless")
@ConfigurationParameter(
    key = "junit.jupiter.testclass.order.default",
    value = "dev.trierarch.suites.OwnClustersFirst")
class PodsSuite {}
