package dev.trierarch.api.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One WebSocket, server's side: carries a speaker's messages both ways.
 *
 * <p>Threading: one thread reads and one writes at a time; they meet at the queue of control
 * frames, under its lock.
 */
final class WebSocketSession extends TakenConnection implements Outlet {

  private static final int MESSAGE_BYTES_MAX = 1 << 20;
  private static final int CONTROL_FRAMES_WAITING_MAX = 64;
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final int TEXT = 0x1;
  private static final int BINARY = 0x2;
  private static final int CLOSE = 0x8;
  private static final int PONG = 0xA;
  private static final byte[] NORMAL_CLOSURE = {0x03, (byte) 0xE8};

  private final int opcode;
  private final EmbeddedChannel decoder;
  private final Queue<byte[]> control = new ArrayDeque<>();
  private volatile boolean over;
  private boolean farewellSaid;

  /**
   * @param text whether our messages are text
   */
  WebSocketSession(Speaker speaker, boolean text, StreamThreads threads) {
    super(speaker, threads);
    this.opcode = text ? TEXT : BINARY;
    this.decoder =
        new EmbeddedChannel(
            new WebSocket13FrameDecoder(
                WebSocketDecoderConfig.newBuilder()
                    .expectMaskedFrames(true)
                    .maxFramePayloadLength(MESSAGE_BYTES_MAX)
                    .withUTF8Validator(false)
                    .build()),
            new WebSocketFrameAggregator(MESSAGE_BYTES_MAX));
  }

  @Override
  public void end() {
    over = true;
    wake();
  }

  @Override
  public boolean hasRoom() {
    synchronized (control) {
      return control.size() < CONTROL_FRAMES_WAITING_MAX && speaker.hasRoom();
    }
  }

  @Override
  public void take(byte[] bytes) {
    decoder.writeInbound(Unpooled.wrappedBuffer(bytes));
    for (WebSocketFrame frame = decoder.readInbound();
        frame != null;
        frame = decoder.readInbound()) {
      try {
        take(frame);
      } finally {
        frame.release();
      }
    }
  }

  private void take(WebSocketFrame frame) {
    byte[] content = ByteBufUtil.getBytes(frame.content());
    if (frame instanceof PingWebSocketFrame) {
      synchronized (control) {
        control.add(frame(PONG, content));
      }
      wake();
    } else if (frame instanceof CloseWebSocketFrame) {
      over = true;
      wake();
    } else if (!(frame instanceof PongWebSocketFrame)) {
      speaker.onMessage(content);
    }
  }

  @Override
  public void abort() {
    over = true;
    super.abort();
  }

  @Override
  public boolean hasBegun() {
    return speaker.hasBegun();
  }

  @Override
  public byte[] next() {
    byte[] ready;
    synchronized (control) {
      ready = control.poll();
    }
    if (ready != null || farewellSaid) {
      return ready;
    }
    byte[] message = over ? null : speaker.next();
    if (message != null) {
      return frame(opcode, message);
    }
    if (over || speaker.isFinished()) {
      return farewell();
    }
    return null;
  }

  /** After it the client's own is waited for, so that what is on its way to it is not lost. */
  private byte[] farewell() {
    farewellSaid = true;
    var unused = threads.after(FAREWELL, this::end);
    return frame(CLOSE, NORMAL_CLOSURE);
  }

  @Override
  public boolean isFinished() {
    return farewellSaid && over;
  }

  @Override
  public void onClosed() {
    over = true;
    speaker.onClosed();
  }

  private static byte[] frame(int opcode, byte[] payload) {
    ByteBuf frame = Unpooled.buffer(payload.length + 10);
    frame.writeByte(0x80 | opcode);
    if (payload.length < 126) {
      frame.writeByte(payload.length);
    } else if (payload.length < 1 << 16) {
      frame.writeByte(126).writeShort(payload.length);
    } else {
      frame.writeByte(127).writeLong(payload.length);
    }
    return ByteBufUtil.getBytes(frame.writeBytes(payload));
  }
}
