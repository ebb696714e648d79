namespace Defects.Agent.Cameras.Quality;

/// <summary>Why a camera's pictures show no print, although they come. The worse comes first: of two that hold it is the one told.</summary>
internal enum CameraFault
{
    /// <summary>Hardly any light: the lamp is off, or the lens is taped over.</summary>
    Dark,

    /// <summary>Most of the picture is burnt out.</summary>
    Overexposed,

    /// <summary>Light and no shapes: something hangs before the lens.</summary>
    Covered,

    /// <summary>Shapes and no detail: out of focus, grease or dust on the lens.</summary>
    Blurred,

    /// <summary>The same picture again and again, whatever its number or time stamp says. A live sensor's noise never repeats.</summary>
    Frozen,

    /// <summary>The camera looks at something else than it did in the minutes before.</summary>
    Moved,
}
