VARYING vec3 ink;
VARYING vec2 place;
VARYING float plain;

void MAIN()
{
    vec3 own = mix(texture(picture, place).rgb, vec3(1.0), plain);
    FRAGCOLOR = vec4(own * ink, 1.0);
}
