package org.glassfish.grizzly.http2;

import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.http2.frames.Http2Frame;
import org.glassfish.grizzly.http2.frames.PingFrame;
import org.glassfish.grizzly.http2.frames.RstStreamFrame;
import org.glassfish.grizzly.http2.frames.SettingsFrame;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * Ends a connection whose peer makes the server answer and never reads: answers to pings, settings
 * and broken streams have no window that would hold them back, and would fill the memory.
 */
final class UnreadAnswers {

  /** What Go's server lets wait; some megabytes of buffers. */
  private static final int ANSWERS_WAITING_MAX = 10_000;

  private static final Attribute<AtomicInteger> COUNT =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("unread-answers", AtomicInteger::new);

  private UnreadAnswers() {}

  /** Sees each frame that is about to be written. */
  static void note(NIOConnection connection, Http2Frame frame) {
    if (!isAnswer(frame)) {
      return;
    }
    AtomicInteger waiting = COUNT.get(connection);
    if (connection.getAsyncWriteQueue().isEmpty()) {
      waiting.set(0);
    } else if (waiting.incrementAndGet() > ANSWERS_WAITING_MAX) {
      connection.terminateSilently(); // closing would wait for what the peer does not read
    }
  }

  private static boolean isAnswer(Http2Frame frame) {
    return frame instanceof PingFrame
        || frame instanceof SettingsFrame
        || frame instanceof RstStreamFrame;
  }
}
