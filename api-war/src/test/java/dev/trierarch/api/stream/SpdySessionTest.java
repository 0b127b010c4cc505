package dev.trierarch.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpdySessionTest {

  private final Heard heard = new Heard();
  private final SpdySession session = new SpdySession(heard);
  private final EmbeddedChannel client =
      new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));

  @BeforeEach
  void connect() {
    session.connect(
        new Speaker.Line() {
          @Override
          public void wake() {}

          @Override
          public void resume() {}
        });
  }

  @Test
  void aStreamIsAcceptedWithAReplyThatHasHeaders() {
    SpdySynStreamFrame stream = new DefaultSpdySynStreamFrame(1, 0, (byte) 0);
    stream.headers().add("streamtype", "data").add("port", "8080");
    say(stream);

    assertThat(heard.lines).containsExactly("1 {port=8080, streamtype=data}");
    SpdySynReplyFrame reply = (SpdySynReplyFrame) answer();
    assertThat(reply.streamId()).isEqualTo(1);
    assertThat(reply.headers()).isNotEmpty();
  }

  @Test
  void dataGoesBothWaysUpToItsEnd() {
    say(new DefaultSpdyDataFrame(3, Unpooled.wrappedBuffer(bytes("question"))).setLast(true));
    assertThat(heard.lines).containsExactly("3 question last");

    heard.pieces.add(new SpdySession.Piece(3, bytes("answer"), true));
    SpdyDataFrame data = (SpdyDataFrame) answer();
    assertThat(data.content().toString(StandardCharsets.UTF_8)).isEqualTo("answer");
    assertThat(data.isLast()).isTrue();
  }

  @Test
  void aPingComesBack() {
    say(new DefaultSpdyPingFrame(7));

    assertThat(((SpdyPingFrame) answer()).id()).isEqualTo(7);
    assertThat(session.next()).isNull();
  }

  /** Bytes come one by one, as they may. */
  private void say(Object frame) {
    client.writeOutbound(frame);
    for (ByteBuf part = client.readOutbound(); part != null; part = client.readOutbound()) {
      for (byte one : ByteBufUtil.getBytes(part)) {
        session.onMessage(new byte[] {one});
      }
      part.release();
    }
  }

  private Object answer() {
    client.writeInbound(Unpooled.wrappedBuffer(session.next()));
    return client.readInbound();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes down what it hears and says what it is given. */
  private static final class Heard implements SpdySession.Traffic {
    private final List<String> lines = new ArrayList<>();
    private final Queue<SpdySession.Piece> pieces = new ArrayDeque<>();

    @Override
    public void connect(Speaker.Line line) {}

    @Override
    public void onStream(int stream, Map<String, String> headers) {
      lines.add(stream + " " + new TreeMap<>(headers));
    }

    @Override
    public void onData(int stream, byte[] bytes, boolean last) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      lines.add(stream + " " + text + (last ? " last" : ""));
    }

    @Override
    public void onReset(int stream) {
      lines.add(stream + " reset");
    }

    @Override
    public boolean hasRoom() {
      return true;
    }

    @Override
    public SpdySession.Piece next() {
      return pieces.poll();
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public void onClosed() {}
  }
}
