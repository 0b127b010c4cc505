package dev.trierarch.api.stream;

/**
 * Our side of a conversation of messages: what {@link #next} gives is a message to be sent, whole.
 */
public interface Speaker extends AsyncOutput.Source {

  /** Who carries the messages, for a speaker to wake. */
  interface Line {
    /** There is something to send, or nothing will come any more. */
    void wake();

    /** There is room for messages again. */
    void resume();
  }

  /** Called once, before anything else. */
  void connect(Line line);

  /** A message has come. */
  void onMessage(byte[] message);

  /** Whether another message may be taken; where none may, the line waits to be resumed. */
  default boolean hasRoom() {
    return true;
  }
}
