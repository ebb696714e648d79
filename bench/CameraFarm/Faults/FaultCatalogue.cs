using Defects.CameraFarm.Pictures;

namespace Defects.CameraFarm.Faults;

/// <summary>What a camera with a given fault does.</summary>
internal sealed class FaultCatalogue(PictureLibrary pictures, TimeProvider time)
{
    public IBehaviour Of(Fault fault, Camera camera)
    {
        var now = camera.Clock.Frame;
        return fault switch
        {
            Fault.Freeze => new SendPictures(_ => camera.See(now)),
            Fault.Truncate => new SendPictures(frame => Truncated(camera.See(frame))),
            Fault.Garbage => new SendPictures(frame => Garbage(camera.See(frame).Bytes.Length, frame)),
            Fault.Huge => new SendPictures(_ => pictures.Huge),
            Fault.Dark => new SendPictures(frame => camera.See(frame, Look.Dark)),
            Fault.Covered => new SendPictures(frame => camera.See(frame, Look.Covered)),
            Fault.Blurred => new SendPictures(frame => camera.See(frame, Look.Blurred)),
            Fault.Spaghetti => new SendPictures(frame => camera.See(frame, Look.Spaghetti)),
            Fault.Stall => new Stall(),
            Fault.Drip => new Drip(time),
            Fault.Reset => new Reset(),
            Fault.WrongType => new WrongType(),
            Fault.EndlessHeader => new EndlessHeader(time),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "No such fault."),
        };
    }

    private static Picture Truncated(Picture picture) => new(picture.Bytes.Span[..(picture.Bytes.Length / 2)]);

    private static Picture Garbage(int length, long frame)
    {
        var bytes = new byte[length];
        new Random((int)frame).NextBytes(bytes);
        return new Picture(bytes);
    }
}
