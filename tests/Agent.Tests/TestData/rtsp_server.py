"""A real RTSP server (GStreamer's) with one moving picture at /cam. Arguments: 'login' USER PASSWORD, 'tls' CERTIFICATE KEY, or none. Prints its port."""
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gio, GLib, Gst, GstRtspServer

Gst.init(None)
factory = GstRtspServer.RTSPMediaFactory.new()
factory.set_launch(
    "( videotestsrc is-live=true pattern=ball ! videoconvert ! video/x-raw,format=I420,width=320,height=240,framerate=20/1"
    " ! jpegenc ! rtpjpegpay name=pay0 )"
)
server = GstRtspServer.RTSPServer.new()
server.set_address("127.0.0.1")
server.set_service("0")
if len(sys.argv) == 4:
    kind, first, second = sys.argv[1:]
    auth = GstRtspServer.RTSPAuth.new()
    token = GstRtspServer.RTSPToken.new()
    token.set_string("media.factory.role", "user")
    if kind == "tls":
        auth.set_tls_certificate(Gio.TlsCertificate.new_from_files(first, second))
        auth.set_default_token(token)
    else:
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(first, second), token)
    permissions = GstRtspServer.RTSPPermissions.new()
    permissions.add_permission_for_role("user", "media.factory.access", True)
    permissions.add_permission_for_role("user", "media.factory.construct", True)
    factory.set_permissions(permissions)
    server.set_auth(auth)

server.get_mount_points().add_factory("/cam", factory)
server.attach(None)
print(server.get_bound_port(), flush=True)
GLib.MainLoop().run()
