using System.Numerics;

namespace Defects.Shared.Simulation;

/// <summary>Colour (blue, green, red; 0 to 255) and finish of the plastic.</summary>
/// <param name="Gloss">How strongly layer lines catch the light, in [0, 1].</param>
internal sealed record FilamentLook(Vector3 Colour, float Gloss)
{
    private static readonly Vector3[] Colours =
    [
        new(62, 60, 58), new(78, 76, 74), new(232, 234, 236), new(205, 210, 214), new(30, 200, 235), new(40, 190, 225),
        new(25, 110, 235), new(30, 90, 220), new(40, 40, 200), new(35, 30, 160), new(190, 90, 30), new(220, 150, 60),
        new(60, 150, 40), new(80, 200, 110), new(150, 60, 120), new(180, 110, 220), new(125, 125, 128), new(165, 168, 172),
        new(140, 180, 200), new(90, 130, 170), new(170, 195, 200), new(200, 205, 180),
    ];

    public static FilamentLook For(int seed)
    {
        var chance = new Chance(seed, "filament");
        var tint = new Vector3(chance.Signed(1), chance.Signed(2), chance.Signed(3)) * 10;
        return new FilamentLook(chance.Pick(Colours, 0) + tint, chance.Unit(4));
    }
}
