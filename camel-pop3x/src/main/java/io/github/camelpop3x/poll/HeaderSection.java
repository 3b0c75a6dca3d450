package io.github.camelpop3x.poll;

import io.github.camelpop3x.message.HeaderBlock;
import io.github.camelpop3x.message.mime.HeaderText;
import java.io.ByteArrayOutputStream;

/** Takes what TOP sends, as much of it as is looked at for headers, and drops the rest. For one thread. */
final class HeaderSection extends ByteArrayOutputStream {

    @Override
    public void write(int octet) {
        if (count < HeaderText.MAX_SECTION_OCTETS) {
            super.write(octet);
        }
    }

    @Override
    public void write(byte[] data, int from, int length) {
        super.write(data, from, Math.min(length, HeaderText.MAX_SECTION_OCTETS - count));
    }

    HeaderBlock read() {
        return HeaderBlock.of(buf, 0, count);
    }
}
