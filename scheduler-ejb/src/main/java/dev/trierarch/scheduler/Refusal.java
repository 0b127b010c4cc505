package dev.trierarch.scheduler;

import dev.trierarch.scheduler.framework.Verdict;

/** Why one node cannot take a pod: the plugin that said so, and its verdict. */
record Refusal(String plugin, Verdict verdict) {}
