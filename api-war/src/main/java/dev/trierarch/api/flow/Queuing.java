package dev.trierarch.api.flow;

/**
 * How a priority level lets requests wait.
 *
 * @param queues how many queues it has
 * @param handSize how many of them one flow may use
 * @param queueLengthMax how many requests wait in one
 */
record Queuing(int queues, int handSize, int queueLengthMax) {}
