package dev.trierarch.suites;

import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests that start servers and run no pods, one after the other. */
@Suite(failIfNoTests = false)
@SelectPackages("dev.trierarch")
@IncludeClassNamePatterns(".*IT")
@IncludeTags("podless")
@ConfigurationParameter(
    key = "junit.jupiter.testclass.order.default",
    value = "dev.trierarch.suites.OwnClustersFirst")
class PodlessSuite {}
