package dev.trierarch.api.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyGoAwayFrame;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdyRstStreamFrame;
import io.netty.handler.codec.spdy.SpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;

/**
 * SPDY/3.1 as Kubernetes' clients speak it: streams that the client opens, without the windows that
 * the protocol has, as no client of Kubernetes keeps them. It is the same whether it goes over a
 * connection of its own or inside a WebSocket's messages.
 *
 * <p>Threading: one thread brings messages and one takes them; they meet at the codec, under this
 * object's lock.
 */
final class SpdySession implements Speaker {

  private static final int ANSWERS_WAITING_MAX = 256;
  private static final int STREAMS_MAX = 1_000;

  /** What the streams are for. */
  interface Traffic {

    void connect(Line line);

    /** The client has opened a stream. */
    void onStream(int stream, Map<String, String> headers);

    /**
     * @param last the client will send nothing more on this stream
     */
    void onData(int stream, byte[] bytes, boolean last);

    void onReset(int stream);

    boolean hasRoom();

    /** What is to be sent next; null when there is nothing now. */
    Piece next();

    boolean isFinished();

    void onClosed();
  }

  /**
   * Data for a stream.
   *
   * @param last nothing more will follow on it
   */
  record Piece(int stream, byte[] bytes, boolean last) {}

  private final Traffic traffic;
  private final EmbeddedChannel codec =
      new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
  private final Queue<byte[]> answers = new ArrayDeque<>();
  private Line line;
  private int streams;
  private boolean leaving;

  SpdySession(Traffic traffic) {
    this.traffic = traffic;
  }

  @Override
  public void connect(Line to) {
    line = to;
    traffic.connect(to);
  }

  @Override
  public boolean hasRoom() {
    synchronized (codec) {
      return answers.size() < ANSWERS_WAITING_MAX && traffic.hasRoom();
    }
  }

  @Override
  public void onMessage(byte[] bytes) {
    Queue<Object> frames = new ArrayDeque<>();
    synchronized (codec) {
      codec.writeInbound(Unpooled.wrappedBuffer(bytes));
      for (Object frame = codec.readInbound(); frame != null; frame = codec.readInbound()) {
        frames.add(frame);
      }
    }
    for (Object frame : frames) {
      try {
        take(frame);
      } finally {
        ReferenceCountUtil.release(frame);
      }
    }
    line.wake();
  }

  private void take(Object frame) {
    if (frame instanceof SpdySynStreamFrame opened) {
      open(opened);
    } else if (frame instanceof SpdyDataFrame data) {
      traffic.onData(data.streamId(), ByteBufUtil.getBytes(data.content()), data.isLast());
    } else if (frame instanceof SpdyPingFrame ping) {
      answer(ping);
    } else if (frame instanceof SpdyRstStreamFrame reset) {
      traffic.onReset(reset.streamId());
    } else if (frame instanceof SpdyGoAwayFrame) {
      leaving = true;
    }
  }

  private void open(SpdySynStreamFrame opened) {
    if (++streams > STREAMS_MAX) {
      throw new IllegalStateException("a client opened more than " + STREAMS_MAX + " streams");
    }
    Map<String, String> headers = new HashMap<>();
    opened
        .headers()
        .forEach(
            header ->
                headers.put(
                    header.getKey().toString().toLowerCase(Locale.ROOT),
                    header.getValue().toString()));
    SpdySynReplyFrame accepted = new DefaultSpdySynReplyFrame(opened.streamId());
    // Go's clients cannot read a reply whose headers are none at all.
    accepted.headers().set("status", "accepted");
    answer(accepted);
    traffic.onStream(opened.streamId(), headers);
    if (opened.isLast()) {
      traffic.onData(opened.streamId(), new byte[0], true);
    }
  }

  private void answer(Object frame) {
    synchronized (codec) {
      answers.add(encoded(frame));
    }
  }

  private byte[] encoded(Object frame) {
    codec.writeOutbound(frame);
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = codec.readOutbound(); part != null; part = codec.readOutbound()) {
      all.writeBytes(part);
      part.release();
    }
    return ByteBufUtil.getBytes(all);
  }

  @Override
  public byte[] next() {
    synchronized (codec) {
      byte[] answer = answers.poll();
      if (answer != null) {
        return answer;
      }
      Piece piece = traffic.next();
      if (piece == null) {
        return null;
      }
      SpdyDataFrame frame =
          new DefaultSpdyDataFrame(piece.stream(), Unpooled.wrappedBuffer(piece.bytes()));
      return encoded(frame.setLast(piece.last()));
    }
  }

  @Override
  public boolean isFinished() {
    synchronized (codec) {
      return answers.isEmpty() && (leaving || traffic.isFinished());
    }
  }

  @Override
  public void onClosed() {
    traffic.onClosed();
  }
}
