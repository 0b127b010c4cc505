package dev.trierarch.bench.robustness.process;

import tools.jackson.databind.json.JsonMapper;

/** The lines of JSON that the driver and a store's process exchange. */
public final class Lines {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Lines() {}

  /** A request and the number that its answer will carry. */
  public record Question(long id, Request request) {}

  /** An answer to the request of that number, or an event of the watch of that number. */
  public record Message(long id, Answer answer, WatchEvent event) {}

  public static String encode(Object line) {
    return JSON.writeValueAsString(line);
  }

  public static Question question(String line) {
    return JSON.readValue(line, Question.class);
  }

  public static Message message(String line) {
    return JSON.readValue(line, Message.class);
  }
}
