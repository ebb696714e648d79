using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Defects.Agent.Bus;
using Defects.Agent.Configuration;
using Defects.Agent.Messaging.Commands;
using Defects.Agent.Messaging.HomeAssistant;
using Defects.Agent.Monitoring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Messaging;

internal static class MessagingServices
{
    /// <summary>Adds what takes news and puts it into the outbox. Goes before inference, so that it stops after it.</summary>
    public static IServiceCollection AddOutbox(this IServiceCollection services) => services
        .AddSingleton(provider => new Topics(OptionsOf(provider).Mqtt.Root, OptionsOf(provider).Node))
        .AddSingleton<BootCounter>()
        .AddSingleton(provider => new MessageStamp(
            provider.GetRequiredService<BootCounter>().Next(OptionsOf(provider).StateDirectory), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new StateDatabase(
            OptionsOf(provider).StateDirectory, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<StateDatabase>>()))
        .AddSingleton(provider => new Outbox(
            provider.GetRequiredService<StateDatabase>(),
            OptionsOf(provider).Mqtt.OutboxAge,
            OptionsOf(provider).Mqtt.OutboxBytes,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Outbox>>()))
        .AddSingleton<PrinterMemories>()
        .AddSingleton<IPrinterMemories>(provider => provider.GetRequiredService<PrinterMemories>())
        .AddSingleton<EventWriter>()
        .AddSingleton<NewsOutbox>()
        .AddSingleton<INewsSink>(provider => provider.GetRequiredService<NewsOutbox>())
        .AddHostedService(provider => provider.GetRequiredService<NewsOutbox>());

    /// <summary>Adds the link to the broker. Goes after inference: an agent that cannot open its model never says online.</summary>
    public static IServiceCollection AddMqtt(this IServiceCollection services) => services
        .AddSingleton<PrinterStates>()
        .AddSingleton(provider => new AnnouncedDevices(OptionsOf(provider).StateDirectory, provider.GetRequiredService<ILogger<AnnouncedDevices>>()))
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<HomeAssistantDiscovery>(provider, new Random(SeedOf(OptionsOf(provider).Node))))
        .AddSingleton(provider => new OutboxDelivery(
            provider.GetRequiredService<Outbox>(),
            OptionsOf(provider).Mqtt,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<OutboxDelivery>>()))
        .AddSingleton<MessageBus>()
        .AddSingleton<IMessageBus>(provider => provider.GetRequiredService<MessageBus>())
        .AddSingleton<CommandLimits>()
        .AddHostedService<CommandListener>()
        .AddHostedService<MqttService>();

    // Agents differ in node, so they do not all answer Home Assistant at once.
    private static int SeedOf(string node) => BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(node)));

    private static AgentOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<AgentOptions>();
}
